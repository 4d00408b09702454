import { CHROMIUM_VARIABLE, describeInBrowser, findChromium, startChromium } from '../fixtures/chromium.js';

describe('the browser that tests use', () => {
  it('is the one that is named', () => {
    expect(findChromium({ [CHROMIUM_VARIABLE]: process.execPath, PATH: '' })).toBe(process.execPath);
  });

  it('is not another one than is named', () => {
    expect(() => findChromium({ ...process.env, [CHROMIUM_VARIABLE]: __dirname })).toThrow(
      `${CHROMIUM_VARIABLE} names '${__dirname}', which is no program that can be run.`,
    );
  });
});

describeInBrowser('a page in the browser', () => {
  it('runs scripts', async () => {
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      await page.setContent('<script>document.title = "it is " + (1 + 1)</script>');
      expect(await page.title()).toBe('it is 2');
    } finally {
      await browser.close();
    }
  });
});
