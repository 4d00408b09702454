import type { ErrorInfo } from '../../api.js';
import { CodeText } from './code-text.js';

/** An error, and below it what caused it. */
export function ErrorChain({ errors }: { readonly errors: readonly ErrorInfo[] }) {
  return (
    <>
      <h4>Error</h4>
      <Chain errors={errors} isOpen />
    </>
  );
}

function Chain({ errors, isOpen }: { readonly errors: readonly ErrorInfo[]; readonly isOpen: boolean }) {
  return (
    <ol class="errors">
      {errors.map((error, i) => (
        <li key={i}>
          {i > 0 && <span class="cause">caused by</span>}
          <OneError error={error} isOpen={isOpen && i === 0} />
        </li>
      ))}
    </ol>
  );
}

function OneError({ error, isOpen }: { readonly error: ErrorInfo; readonly isOpen: boolean }) {
  const { name, code, message, stack, errors, hasMore } = error;
  return (
    <>
      <p class="error-message">
        <b>{name}</b> {code !== undefined && <span class="badge">{code}</span>}{' '}
        {message === '' ? <span class="dim">without a message</span> : message}
      </p>
      {stack !== undefined && stack.trim() !== '' && (
        <details open={isOpen}>
          <summary>Stack</summary>
          <CodeText text={withoutMessage(stack, name, message)} label={`Stack of ${name}`} />
        </details>
      )}
      {errors?.map((chain, i) => (
        <div key={i} class="error-inside">
          <span class="cause">
            {i + 1} of {errors.length}
          </span>
          <Chain errors={chain} isOpen={false} />
        </div>
      ))}
      {hasMore === true && <p class="dim">There is more behind it, which is not shown.</p>}
    </>
  );
}

/** Stacks begin with what stands above them already. */
function withoutMessage(stack: string, name: string, message: string): string {
  const head = `${name}: ${message}`;
  return stack.startsWith(head) ? stack.slice(head.length).replace(/^\n/, '') : stack;
}
