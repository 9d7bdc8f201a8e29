'use client';

import type { RefObject } from 'react';
import { Button } from '@/components/ui/Button';
import { Kbd } from '@/components/ui/Kbd';
import { StateMark } from '@/components/ui/StateMark';
import { FilterField } from '@/components/ui/TextField';
import type { Follow } from '@/lib/timeline/viewport';

type Props = {
  readonly follow: Follow;
  readonly live: boolean;
  /** Blocks, upgrades and findings that came since following stopped. */
  readonly fresh: number;
  readonly hasIdle: boolean;
  readonly foldIdle: boolean;
  readonly filter: string;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onFilter: (text: string) => void;
  readonly onFollow: () => void;
  readonly onWhole: () => void;
  readonly onToggleIdle: () => void;
};

/** What the timeline above its rows can be told by pointer; the keys do the same. */
export function TimelineBar(props: Props) {
  const { follow, live, fresh, hasIdle, foldIdle, onFollow, onWhole, onToggleIdle } = props;
  const { filter, filterRef, onFilter } = props;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {live && follow === 'off' && (
        <Button look="primary" size="small" onClick={onFollow} className="rounded-full">
          {fresh > 0 ? `${fresh.toLocaleString('en')} new` : 'Not following'} · jump to live (L)
        </Button>
      )}
      {live && follow !== 'off' && <StateMark look="running" word="following" className="text-12" />}
      <FilterField
        ref={filterRef}
        label="Filter rows (/)"
        className="w-40"
        value={filter}
        onChange={({ target }) => onFilter(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (filter === '') event.currentTarget.blur();
          else onFilter('');
        }}
      />
      <Button look="quiet" size="small" onClick={onWhole}>
        Whole run <Kbd keys="0" />
      </Button>
      {hasIdle && (
        <Button look="quiet" size="small" aria-pressed={foldIdle} onClick={onToggleIdle}>
          Fold idle time
        </Button>
      )}
    </div>
  );
}
