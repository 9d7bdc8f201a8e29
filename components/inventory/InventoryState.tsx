import { StateMark } from '@/components/ui/StateMark';
import type { InventoryRow } from '@/lib/inventory/inventory-view';

const MARKS = {
  reading: { look: 'running', word: 'being read' },
  ready: { look: 'done', word: 'read' },
  failed: { look: 'failed', word: 'not readable' },
} as const;

/** Whether an inventory is read. */
export const InventoryState = ({ state }: { state: InventoryRow['state'] }) => (
  <StateMark {...MARKS[state]} />
);
