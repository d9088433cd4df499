/** Why nothing of a sheet can be selected. */
export function hiddenSentence(sheet: string): string {
  return `The sheet ${sheet} is hidden. Unhide it to go there: right-click any sheet's tab, and choose Unhide.`;
}
