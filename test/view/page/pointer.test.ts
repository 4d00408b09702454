import { pinchOf } from '../../../src/view/page/timeline/pinch.js';
import { type WheelTurn, wheelMove } from '../../../src/view/page/timeline/wheel-move.js';

const turn = (more: Partial<WheelTurn>): WheelTurn => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  shiftKey: false,
  ctrlKey: false,
  ...more,
});
const factorOf = (more: Partial<WheelTurn>): number => {
  const move = wheelMove(turn(more));
  return move.kind === 'zoom' ? move.factor : Number.NaN;
};

describe('a wheel', () => {
  it('zooms when it turns up and down, closer up, and as far back down', () => {
    expect(factorOf({ deltaY: -100 })).toBeLessThan(0.9);
    expect(factorOf({ deltaY: -100 }) * factorOf({ deltaY: 100 })).toBeCloseTo(1);
  });

  it('pans when it turns sideways, or with Shift', () => {
    expect(wheelMove(turn({ deltaX: 40, deltaY: 3 }))).toEqual({ kind: 'pan', pixels: 40 });
    expect(wheelMove(turn({ deltaY: 40, shiftKey: true }))).toEqual({ kind: 'pan', pixels: 40 });
    // Some systems turn the axis themselves while Shift is held.
    expect(wheelMove(turn({ deltaX: 40, shiftKey: true }))).toEqual({ kind: 'pan', pixels: 40 });
  });

  it('that counts lines goes about as far as one that counts pixels', () => {
    expect(factorOf({ deltaY: 3, deltaMode: 1 })).toBeCloseTo(factorOf({ deltaY: 99 }));
    expect(wheelMove(turn({ deltaX: 3, deltaMode: 1 }))).toEqual({ kind: 'pan', pixels: 99 });
  });

  it('that is a pinch on a touchpad zooms, although it hardly turns, and never jumps', () => {
    expect(factorOf({ deltaY: -10, ctrlKey: true })).toBeLessThan(0.92);
    expect(factorOf({ deltaY: 5, deltaX: 9, ctrlKey: true })).toBeGreaterThan(1);
    expect(factorOf({ deltaY: -9_000, ctrlKey: true })).toBeCloseTo(1 / 3);
    expect(factorOf({ deltaY: 9_000 })).toBe(3);
  });
});

describe('two fingers', () => {
  it('look closer when they go apart, at what is between them', () => {
    expect(pinchOf([100, 200], [50, 250])).toEqual({ factor: 0.5, atX: 150, movedBy: 0 });
    expect(pinchOf([200, 100], [200, 0])).toEqual({ factor: 0.5, atX: 100, movedBy: -50 });
  });

  it('only move what is below them where they stay as far apart, and do not zoom without end where they meet', () => {
    expect(pinchOf([100, 200], [130, 230])).toEqual({ factor: 1, atX: 180, movedBy: 30 });
    expect(pinchOf([100, 104], [100, 100]).factor).toBe(1);
  });
});
