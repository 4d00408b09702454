import type { Answer } from '../store/store.js';

/** Goes on with an answer: at once if it is there. */
export function whenThere<T, R>(answer: Answer<T>, goOn: (value: T) => Answer<R>): Answer<R> {
  return isPromise(answer) ? answer.then(goOn) : goOn(answer);
}

function isPromise<T>(answer: Answer<T>): answer is Promise<T> {
  return typeof answer === 'object' && answer !== null && 'then' in answer;
}
