import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { paths } from '@/lib/url/paths';

/** Says that the address names nothing, and where things are. */
export const NothingHere = () => (
  <Page title="Nothing at this address">
    <EmptyState
      title="There is no such page, plan or run."
      action={
        <span className="flex gap-2">
          <Link href={paths.home()} className={buttonClass({ look: 'primary' })}>
            Go home
          </Link>
          <Link href={paths.runs()} className={buttonClass()}>
            Look in the runs
          </Link>
        </span>
      }
    >
      It may have been deleted, or the link was cut short.
    </EmptyState>
  </Page>
);
