import { CopyBlock } from '@/components/ui/CopyBlock';
import { Notice } from '@/components/ui/Notice';
import { Instant, TimeLeft } from '@/components/ui/TimeAgo';

type Props = { text: string; name: string; until: number; children: React.ReactNode };

/** A secret while it can still be read: what it is for, how long it works, and that it will not be shown again. */
export const ShownOnce = ({ text, name, until, children }: Props) => (
  <div className="flex flex-col gap-3">
    <CopyBlock text={text} name={name} />
    <Notice look="attention" alert>
      {children}
    </Notice>
    <p className="text-13 text-ink-2">
      It works until <Instant at={until} /> (<TimeLeft at={until} />
      ).
    </p>
  </div>
);
