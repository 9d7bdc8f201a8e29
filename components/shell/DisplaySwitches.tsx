'use client';

import { Check, Monitor, Moon, Settings2, Sun } from 'lucide-react';
import { THEMES, type Theme, themePreference, useTheme } from '@/components/shell/theme';
import { Button } from '@/components/ui/Button';
import { type Clock, clockPreference, useClock } from '@/components/ui/clock';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/Menu';
import { Segmented } from '@/components/ui/Segmented';

const ICON = { system: Monitor, light: Sun, dark: Moon } as const;
const THEME_WORD: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const CLOCKS: readonly { value: Clock; label: string }[] = [
  { value: 'utc', label: 'UTC' },
  { value: 'local', label: 'Local' },
];

const themeOptions = THEMES.map((value) => {
  const Icon = ICON[value];
  return { value, label: THEME_WORD[value], icon: <Icon size={14} aria-hidden /> };
});

/** Times in UTC or local, and the theme: in sight where there is room, in a menu where there is not. */
export function DisplaySwitches() {
  const clock = useClock();
  const theme = useTheme();
  return (
    <>
      <div className="hidden items-center gap-2 md:flex">
        <Segmented label="Times in" value={clock} options={CLOCKS} onChange={clockPreference.set} />
        <Segmented label="Theme" value={theme} options={themeOptions} onChange={themePreference.set} />
      </div>
      <div className="md:hidden">
        <DisplayMenu clock={clock} theme={theme} />
      </div>
    </>
  );
}

const chosen = (is: boolean) => (is ? <Check size={14} aria-label="chosen" /> : null);

function DisplayMenu({ clock, theme }: { clock: Clock; theme: Theme }) {
  const trigger = (
    <Button look="quiet" size="icon" aria-label="Display">
      <Settings2 size={16} aria-hidden />
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>Times in</MenuLabel>
      {CLOCKS.map(({ value, label }) => (
        <MenuItem key={value} onSelect={() => clockPreference.set(value)} hint={chosen(value === clock)}>
          {label}
        </MenuItem>
      ))}
      <MenuLabel>Theme</MenuLabel>
      {THEMES.map((value) => (
        <MenuItem key={value} onSelect={() => themePreference.set(value)} hint={chosen(value === theme)}>
          {THEME_WORD[value]}
        </MenuItem>
      ))}
    </Menu>
  );
}
