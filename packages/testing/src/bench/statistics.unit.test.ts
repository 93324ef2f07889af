import { pairedRatio, quantile } from './statistics.ts';

describe('the statistics of a benchmark', () => {
  it('read quantiles off the sorted values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([quantile(values, 0.5), quantile(values, 0.99), quantile([], 0.5)]).toEqual([51, 100, Number.NaN]);
  });

  it('give a certain ratio no interval', () => {
    const { ratio, low, high } = pairedRatio([20, 40, 60], [10, 20, 30]);
    expect(ratio).toBeCloseTo(2, 10);
    expect(low).toBeCloseTo(2, 10);
    expect(high).toBeCloseTo(2, 10);
  });

  it('give a doubtful ratio an interval that holds it', () => {
    const { ratio, low, high } = pairedRatio([30, 24, 26], [10, 12, 10]);
    expect(low).toBeLessThan(ratio);
    expect(high).toBeGreaterThan(ratio);
    expect(ratio).toBeCloseTo(Math.cbrt(3 * 2 * 2.6), 10);
  });
});
