import { MockApp } from '../view/page/mock-app.js';
import { FedView } from './support/fed-view.js';
import { Visit } from './support/visit.js';

const WORK = 'root.today.download';

/** The timeline tells what is known, and what is not. */
export function describeTimeline(): void {
  describe('the timeline', () => {
    it('shows of what was under way when the app was lost that its end was not seen', async () => {
      const atMs = Date.now();
      const mock = new MockApp(atMs - 60_000);
      mock.call(WORK, atMs - 5_000, { state: 'running' });
      mock.set(WORK, { status: { name: 'running', atMs: atMs - 5_000 }, executions: 1 });
      mock.update(atMs);
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url);
        await visit.call('running').waitFor();

        await view.end();
        await visit.sees('Connection lost');

        await visit.sees('end not seen');
        const row = visit.call('lastSeen');
        await row.getByText('last seen running').waitFor({ state: 'attached' });
        await row.getByText(/^≥ \d/).waitFor();
        const { page } = visit;
        await page.locator(`.tree-row[data-path="${WORK}"] .status-lastSeen`).waitFor();
      } finally {
        await view.end();
      }
    });

    it('follows nothing any more when the app has ended, and says why', async () => {
      const mock = new MockApp(Date.now() - 60_000);
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url);
        await visit.page.getByRole('button', { name: 'Follow', pressed: true }).waitFor();

        mock.update(Date.now(), { state: 'stopped', end: { exitCode: 0, reason: 'done' } });
        view.endApp();
        await visit.sees('with exit code 0: done');

        const follow = visit.page.getByRole('button', { name: 'Follow', pressed: false });
        await follow.hover();
        await visit.sees('The app has ended: nothing goes on.');
        expect(await follow.getAttribute('aria-disabled')).toBe('true');
      } finally {
        await view.end();
      }
    });

    it('has the calls of the time that it follows, also where more came than a page begins with', async () => {
      const atMs = Date.now();
      const mock = new MockApp(atMs - 120_000);
      // It goes on all the time, and stands before all others.
      mock.call(WORK, atMs - 110_000, { state: 'running' });
      // Young enough for a slow machine: what is followed is the last minute.
      for (let i = 0; i < 5_000; i++) {
        mock.call(WORK, atMs - 20_000 + i * 4, { durationMs: 3, state: 'succeeded' });
      }
      mock.passes.push({ pass: 700, startedAtMs: atMs - 9_000, endedAtMs: atMs - 8_000, suspendedBy: [] });
      mock.update(atMs, { passes: 700, executions: 5_001 });
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url);
        // While the first of them are on their way.
        await visit.button('Table').click();

        await visit.page.getByRole('row').filter({ hasText: WORK }).filter({ hasText: '5,001' }).waitFor();
        await visit.sees(/^Not known here: passes before \d\d:\d\d:\d\d\.$/);
      } finally {
        await view.end();
      }
    });

    it('is zoomed where the wheel turns, and holds still there; far from it it goes on', async () => {
      const view = await FedView.start(appOfAMinute());
      try {
        const visit = await Visit.to(view.url);
        const { page } = visit;
        const lanes = (await page.locator('.lanes').boundingBox())!;
        const [left, y] = [lanes.x + 250, lanes.y + 20] as const;
        const follows = (isPressed: boolean) =>
          page.getByRole('button', { name: 'Follow', pressed: isPressed }).waitFor();
        await visit.sees('1 min');

        await page.mouse.move(left, y);
        await page.mouse.wheel(0, 400);
        await visit.sees(/^1 min 5\d s$/);
        await follows(true);
        await page.mouse.wheel(0, -600);
        await visit.sees(/^4\d\.\d s$/);
        await follows(false);
        await page.locator('.lanes').focus();
        await page.keyboard.press('End');
        await follows(true);
        await page.mouse.move(lanes.x + lanes.width - 30, y);
        await page.mouse.wheel(0, -600);
        await visit.sees(/^1\d\.\d s$/);
        await follows(true);
      } finally {
        await view.end();
      }
    });

    it('says what is under the pointer, also where that comes to the pointer', async () => {
      const atMs = Date.now();
      const mock = appOfAMinute();
      mock.call(WORK, atMs - 40_000, { durationMs: 20_000, state: 'succeeded' });
      mock.hits.push({ path: WORK, atMs: atMs - 30_000, count: 3 });
      const [startedAtMs, endedAtMs] = [atMs - 35_000, atMs - 25_000];
      mock.passes.push({ pass: 1, startedAtMs, endedAtMs, suspendedBy: [WORK] });
      mock.update(atMs, { hits: 3 });
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url);
        const { page } = visit;
        await page.locator('.lanes').focus();
        await page.keyboard.press('0');
        // From the start of the app to now it is about a minute.
        const box = (await page.locator('.lanes').boundingBox())!;
        const name = page.locator(`.lane-name[title="${WORK}"]`);
        const lane = (await name.boundingBox())!;
        const middle = lane.y + lane.height / 2 - 4;
        const tip = page.locator('.call-tip');

        const centre = box.x + 190 + (box.width - 190) / 2;
        await page.mouse.move(centre, middle);
        await tip.getByText('succeeded').waitFor();
        await page.mouse.move(centre, box.y - 10);
        await tip.getByText('pass 1').waitFor();
        await tip.getByText(`waits for ${WORK}`).waitFor();
        await page.mouse.move(centre, middle);
        await visit.until(`(() => {
          const lanes = document.querySelector('.lanes');
          const { left, right } = lanes.getBoundingClientRect();
          window.at = window.at < right ? window.at + 2 : left + 200;
          const at = { clientX: window.at, clientY: ${lane.y + lane.height} - 6 };
          lanes.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true }));
          return document.querySelector('.call-tip').textContent.startsWith('3 hits');
        })()`);

        // What was there before goes when the drawing moves away below the pointer.
        await page.mouse.move(box.x + box.width - 40, middle);
        await tip.waitFor({ state: 'hidden' });
        for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
        await tip.getByText('succeeded').waitFor();
        const edge = (await tip.boundingBox())!;
        expect(edge.x + edge.width).toBeLessThanOrEqual(1_280);
      } finally {
        await view.end();
      }
    });

    it('is zoomed by two fingers', async () => {
      const view = await FedView.start(appOfAMinute());
      try {
        const visit = await Visit.to(view.url, { width: 400 });
        const { page } = visit;
        await visit.sees('1 min');
        const box = (await page.locator('.lanes').boundingBox())!;
        const devices = await page.context().newCDPSession(page);
        const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
          devices.send('Input.dispatchTouchEvent', {
            type,
            touchPoints: xs.map((x, id) => ({ x: box.x + x, y: box.y + 30, id })),
          });

        await touch('touchStart', 100);
        await touch('touchStart', 100, 160);
        await touch('touchMove', 80, 180);
        await touch('touchMove', 40, 220);
        await touch('touchMove', 10, 250);
        await touch('touchEnd');

        // 60 pixels apart became 240.
        await visit.sees('15.0 s');
        await page.getByRole('button', { name: 'Follow', pressed: false }).waitFor();
      } finally {
        await view.end();
      }
    });
  });
}

function appOfAMinute(): MockApp {
  const mock = new MockApp(Date.now() - 60_000);
  mock.update(Date.now());
  return mock;
}
