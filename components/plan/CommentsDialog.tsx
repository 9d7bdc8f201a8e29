'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { TextArea } from '@/components/ui/TextField';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useComments } from '@/lib/client/use-comments';
import type { CommentView } from '@/lib/plan/plan-view';

type Props = {
  planId: string;
  stepId: string;
  title: string;
  /** Why the reader may not comment; null when they may. */
  why: string | null;
  onClose: () => void;
};

/** What was said on one step, oldest first, and the reader's own word. */
export function CommentsDialog({ planId, stepId, title, why, onClose }: Props) {
  const { comments, add } = useComments(planId, true);
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const said = comments.data?.filter((comment) => comment.stepId === stepId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ stepId, text: text.trim() }, { onSuccess: () => setText('') });
  };
  return (
    <Dialog
      open
      keeps={text !== ''}
      onOpenChange={(open) => !open && onClose()}
      title={`Comments on ${title}`}
      initialFocus={field}
    >
      {comments.isPending && <SkeletonRows rows={2} label="Reading the comments" />}
      {comments.isError && (
        <Notice look="failed" alert>
          The comments could not be read. {errorWords(comments.error).where}
        </Notice>
      )}
      {said && <Said comments={said} />}
      <form onSubmit={submit} className="flex flex-col gap-2 pb-2 pt-3">
        <TextArea
          ref={field}
          label="Your comment"
          value={text}
          maxLength={4000}
          onChange={({ target }) => setText(target.value)}
        />
        {add.error && (
          <Notice look="failed" alert className="border-y-0 py-0">
            Nothing was said. {errorWords(add.error).where}
          </Notice>
        )}
        <Button
          type="submit"
          look="primary"
          className="self-end"
          why={
            why ??
            (text.trim() === '' ? 'Write something first.' : add.isPending ? 'It is being sent.' : null)
          }
        >
          Comment
        </Button>
      </form>
    </Dialog>
  );
}

function Said({ comments }: { comments: readonly CommentView[] }) {
  if (comments.length === 0)
    return <p className="text-13 text-ink-2">Nobody has said anything about this step.</p>;
  return (
    <ol aria-label="Comments">
      {comments.map(({ id, author, createdAt, revisionNo, text }) => (
        <li key={id} className="border-b border-line py-2 text-13">
          <p className="flex gap-2 text-12 text-ink-3">
            <span className="font-medium text-ink">{author}</span>
            <TimeAgo at={createdAt} />
            <span className="tnum">on revision {revisionNo}</span>
          </p>
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
        </li>
      ))}
    </ol>
  );
}
