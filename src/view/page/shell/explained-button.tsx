import type { ButtonHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

export interface ExplainedButtonProps extends ButtonHTMLAttributes {
  /** A sentence; the button does nothing where there is one, and says it. */
  readonly disabledBecause: string | undefined;
  readonly onClick: (event: MouseEvent) => void;
}

/** A button that says why it is disabled. It can still be reached by keyboard then: therefore `aria-disabled`. */
export function ExplainedButton({ disabledBecause: why, onClick, ...attributes }: ExplainedButtonProps) {
  const id = useId();
  return (
    <span class="action">
      <button
        type="button"
        aria-disabled={why !== undefined}
        aria-describedby={why === undefined ? undefined : id}
        {...attributes}
        onClick={(event) => {
          if (why === undefined) onClick(event);
        }}
      />
      {why !== undefined && (
        <span class="tooltip" role="tooltip" id={id}>
          {why}
        </span>
      )}
    </span>
  );
}
