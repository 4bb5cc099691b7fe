/** The dialog of `confirm`: one question, its way out and its deed. */
import type { JSX } from 'solid-js';
import { Button } from './Button';
import { Dialog } from './Dialog';
import type { Question } from './confirm';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly question: Question | undefined;
  onAnswer(yes: boolean): void;
}

export default function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => { if (!open) props.onAnswer(false); }}
      title={props.question?.title ?? ''}
      description={props.question?.body}
      actions={
        <>
          <Button onPress={() => { props.onAnswer(false); }}>{props.question?.cancel}</Button>
          <Button kind={props.question?.danger ? 'danger' : 'primary'} onPress={() => { props.onAnswer(true); }}>{props.question?.confirm}</Button>
        </>
      }
    />
  );
}
