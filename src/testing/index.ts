export type { Alarm, Clock } from '../clock.js';
export { type PassReport, TestApp, type TestAppOptions } from './test-app.js';
export { VirtualClock } from './virtual-clock.js';
