import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";

export type SystemTheme = "light" | "dark" | "contrast";

export const THEMES: Readonly<Record<SystemTheme, Theme>> = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme };

const DARK = "(prefers-color-scheme: dark)";
const CONTRAST = "(forced-colors: active)";

export function systemTheme(): SystemTheme {
  if (matchMedia(CONTRAST).matches) return "contrast";
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Whether drawings are to be dark: high contrast comes in both. */
export function isDark(): boolean {
  return matchMedia(DARK).matches;
}

/** The system's choice of colours, followed while the page is open. */
export function useSystemTheme(): SystemTheme {
  return useSyncExternalStore(subscribe, systemTheme);
}

function subscribe(listener: () => void): () => void {
  const queries = [DARK, CONTRAST].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
