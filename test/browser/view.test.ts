import { describeInBrowser } from '../fixtures/chromium.js';
import { describeAccessibility } from './accessibility.js';
import { describeActions } from './actions.js';
import { describeConnection } from './connection.js';
import { describeHostileText } from './hostile-text.js';
import { describeKeyboard } from './keyboard.js';
import { describeMuch } from './much.js';
import { describeOrder } from './order.js';
import { describeRun } from './run.js';
import { describeScreenshots } from './screenshots.js';
import { useShownApps } from './support/shown-app.js';
import { useBrowser } from './support/visit.js';
import { describeTimeline } from './timeline.js';

/*
 * All in one file, because all share one browser: to start one takes longer than most of these tests.
 */
describeInBrowser('the page of the view', () => {
  useBrowser();
  useShownApps();
  describeRun();
  describeActions();
  describeConnection();
  describeHostileText();
  describeKeyboard();
  describeMuch();
  describeAccessibility();
  describeTimeline();
  describeOrder();
  describeScreenshots();
});
