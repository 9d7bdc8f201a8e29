import { CopyBlock } from '@/components/ui/CopyBlock';
import { Notice } from '@/components/ui/Notice';

type Props = { text: string; name: string; children: React.ReactNode };

/** A secret while it can still be read: what it is for, and that it will not be shown again. */
export const ShownOnce = ({ text, name, children }: Props) => (
  <div className="flex flex-col gap-3">
    <CopyBlock text={text} name={name} />
    <Notice look="attention">{children}</Notice>
  </div>
);
