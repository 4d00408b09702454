import { flow, stop, use } from 'workloop';
import { Fetch, Report, Simulate } from './works.js';

export const STATIONS = ['north', 'east', 'southwest', 'centre'] as const;

/** Fetches from one station after the other, simulates with what came, and reports in the end. */
@flow()
export class Pipeline {
  readonly fetch = new Fetch();
  readonly simulate = new Simulate();
  readonly report = new Report();
  /** The stations that were fetched from so far. A public field: it is stored after each pass that changed it. */
  fetched: string[] = [];
  result = '';
  readonly #stepMs: number;

  /** @param stepMs How long each step takes. */
  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  run(): void {
    const simulations = STATIONS.map((station) => {
      // Blocking: a pass gets past it when it is complete. The simulation goes on beside the fetch after it.
      const rainMm = use(this.fetch.run(station, this.#stepMs));
      if (!this.fetched.includes(station)) this.fetched.push(station);
      return this.simulate.run(station, rainMm, this.#stepMs);
    });
    this.result = use(this.report.run('stations', use(simulations), this.#stepMs));
    stop('all is reported');
  }
}
