import { definitionOf } from '../../component/definition.js';
import type { Engine } from '../../loop/engine.js';
import type { ActionResult } from '../api.js';

/** Lets the app begin, holds its passes back, or ends it; says why where it cannot. */
export function controlApp(engine: Engine, action: 'run' | 'pause' | 'resume' | 'stop'): ActionResult {
  const { control, context } = engine;
  switch (action) {
    case 'run':
      if (control.hold === 'paused') return notDone('The app is paused. Resume it.');
      if (control.hold === undefined) return notDone('The app has begun already.');
      control.letGo();
      return done('The app begins.');
    case 'pause':
      if (control.hold === 'waiting') return notDone('The app has not begun yet.');
      if (control.hold === 'paused') return notDone('The app is paused already.');
      if (definitionOf(engine.root)?.kind === 'work')
        return notDone(
          'The root of this app is a work, which is called once: there is no pass to hold back.',
        );
      control.holdBack('paused');
      return done('No new pass begins. What runs comes to its end.');
    case 'resume':
      if (control.hold !== 'paused') return notDone('The app is not paused.');
      control.letGo();
      return done('The app goes on.');
    case 'stop':
      context.requestEnd({ exitCode: 0, reason: 'stopped from the view' });
      return done('The app comes to its end when what runs has ended.');
  }
}

function done(message: string): ActionResult {
  return { isDone: true, message };
}

function notDone(message: string): ActionResult {
  return { isDone: false, message };
}
