import type { PersonView } from '@/lib/people/person-view';

/** What every question about somebody is asked with. */
export type PersonDialogProps = {
  person: PersonView;
  /** Why they must stay an admin who may sign in. */
  whyAdmin: string | null;
  /** It is the reader. */
  mine: boolean;
  onClose: () => void;
};
