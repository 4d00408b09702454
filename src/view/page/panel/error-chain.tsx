import type { ErrorInfo } from '../../api.js';
import { CodeText } from './code-text.js';

/** An error, and below it what caused it. */
export function ErrorChain({ errors }: { readonly errors: readonly ErrorInfo[] }) {
  return (
    <>
      <h4>Error</h4>
      <ol class="errors">
        {errors.map(({ name, code, message, stack }, i) => (
          <li key={i}>
            {i > 0 && <span class="cause">caused by</span>}
            <p class="error-message">
              <b>{name}</b> {code !== undefined && <span class="badge">{code}</span>} {message}
            </p>
            {stack !== undefined && (
              <details open={i === 0}>
                <summary>Stack</summary>
                <CodeText text={withoutMessage(stack, name, message)} label={`Stack of ${name}`} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Stacks begin with what stands above them already. */
function withoutMessage(stack: string, name: string, message: string): string {
  const head = `${name}: ${message}`;
  return stack.startsWith(head) ? stack.slice(head.length).replace(/^\n/, '') : stack;
}
