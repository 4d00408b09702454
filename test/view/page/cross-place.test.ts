import { crossMiddle, crossRoom, hasRoomForCross } from '../../../src/view/page/timeline/cross-place.js';

describe('the cross of a failure', () => {
  it('stands in its bar where that has room for it', () => {
    expect([hasRoomForCross(14, 20), hasRoomForCross(13, 20)]).toEqual([true, false]);
    expect(crossMiddle(100, 500, 20, true) - 4).toBe(100 - crossRoom(20));
  });

  it('stands behind a bar that is narrow, and is never cut off at the edge', () => {
    expect(crossMiddle(100, 500, 20, false)).toBe(107);
    expect(crossMiddle(498, 500, 20, false) + 4).toBeLessThan(500);
  });

  it('is out of sight with its bar', () => {
    expect(crossMiddle(520, 500, 20, false) - 4).toBeGreaterThan(500);
  });
});
