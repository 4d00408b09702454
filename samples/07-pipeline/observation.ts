/** The weather of one day. */
export interface Observation {
  /** `2015-12-31` */
  readonly date: string;
  readonly precipitationMm: number;
  readonly maxC: number;
  readonly minC: number;
  readonly windMs: number;
  readonly isSunny: boolean;
}
