'use client';

import { Heading } from '@/components/ui/Table';

type Props = {
  /** As it stands in the address. */
  name: string;
  word: string;
  sort: string;
  onSort: (sort: string) => void;
  figures?: boolean;
  className?: string;
};

const orderOf = (name: string, sort: string): 'ascending' | 'descending' | undefined =>
  sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;

/** A column's heading that sorts by it: numbers the largest first, words from A; a second press turns it round. */
export function SortHeading({ name, word, sort, onSort, figures = false, className = '' }: Props) {
  const order = orderOf(name, sort);
  const first = figures ? `-${name}` : name;
  const turned = sort === name ? `-${name}` : name;
  return (
    <Heading figures={figures} className={className} {...(order ? { 'aria-sort': order } : {})}>
      <button
        type="button"
        className="rounded-sm hover:text-ink"
        onClick={() => onSort(order === undefined ? first : turned)}
      >
        {figures && <Arrow order={order} />}
        {word}
        {!figures && <Arrow order={order} />}
      </button>
    </Heading>
  );
}

/** Away from the figures, so that the word stands over them. */
const Arrow = ({ order }: { order: 'ascending' | 'descending' | undefined }) => (
  <span aria-hidden className="inline-block w-3 text-center">
    {order === undefined ? '' : order === 'ascending' ? '↑' : '↓'}
  </span>
);
