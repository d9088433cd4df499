/** Puts the deal in words on the clipboard. Tells whether that was allowed. */
export async function copyWords(words: readonly string[]): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words.join("\n"));
    return true;
  } catch {
    return false;
  }
}
