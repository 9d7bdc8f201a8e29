import { Page } from '@/components/ui/Page';
import { Skeleton, SkeletonRows } from '@/components/ui/Skeleton';

export default function Loading() {
  return (
    <Page title={<Skeleton className="my-1.5 h-4 w-40" />}>
      <SkeletonRows rows={8} label="Reading the page" />
    </Page>
  );
}
