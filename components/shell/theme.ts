'use client';

import { useEffect } from 'react';
import { preference, usePreference } from '@/components/ui/preference';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The key is read before the first paint too, in the script of `app/layout.tsx`. */
export const themePreference = preference<Theme>('vatdeck.theme', ['system', 'light', 'dark']);

export const useTheme = (): Theme => usePreference(themePreference);

/** Keeps the document in the chosen theme; "system" leaves it to the media query. */
export function useThemeOnDocument(): void {
  const theme = useTheme();
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [theme]);
}
