import { lonePoints } from '../../../src/view/page/charts/lone-points.js';

it('are those with nothing on either side', () => {
  expect(lonePoints([])).toEqual([]);
  expect(lonePoints([5])).toEqual([0]);
  expect(lonePoints([1, null, 2, 3, null, 0])).toEqual([0, 5]);
  expect(lonePoints([null, undefined, 4, undefined, 1, 2])).toEqual([2]);
});
