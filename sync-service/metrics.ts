/** What a Prometheus reads of one process: counts and times, never ids, names or words (prometheus.io/docs/practices/naming). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ProblemCode } from '../common/problems.ts';
import type { StoredStatus } from './store/records.ts';

/** Seconds, from what a small batch takes to what a kiosk waits for before it gives up. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export type Metrics = {
  /** In the text format of Prometheus, with its content type. */
  read(): Promise<{ readonly text: string; readonly type: string }>;
  stored(batch: {
    readonly statuses: readonly StoredStatus[];
    readonly bytes: number;
    readonly seconds: number;
  }): void;
  answered(request: {
    readonly event: string;
    readonly outcome: 'ok' | ProblemCode;
    readonly seconds: number;
  }): void;
  http(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** What is asked for anew whenever somebody reads. */
  watch(gauge: {
    readonly name: string;
    readonly help: string;
    readonly value: () => number | Promise<number>;
  }): void;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const records = new Counter({
    name: 'perron_records_total',
    help: 'Records that kiosks sent, by what became of them.',
    labelNames: ['status'],
    registers,
  });
  const bytes = new Counter({
    name: 'perron_batch_bytes_total',
    help: 'Bytes of stored batches in their plain form.',
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'perron_batch_seconds',
    help: 'From the turn of a batch to its commit.',
    buckets: SECONDS,
    registers,
  });
  const socketSeconds = new Histogram({
    name: 'perron_socket_request_seconds',
    help: 'Requests of kiosks from their arrival to their answer, by event and by ok or the code of the problem.',
    labelNames: ['event', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const httpSeconds = new Histogram({
    name: 'perron_http_request_seconds',
    help: 'Requests over HTTP by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });

  return {
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
    stored(batch) {
      const byStatus = Map.groupBy(batch.statuses, ({ status }) => status);
      for (const [status, { length }] of byStatus) records.inc({ status }, length);
      bytes.inc(batch.bytes);
      batchSeconds.observe(batch.seconds);
    },
    answered: ({ event, outcome, seconds }) => socketSeconds.observe({ event, outcome }, seconds),
    http: ({ method, route, status, seconds }) => httpSeconds.observe({ method, route, status }, seconds),
    watch({ name, help, value }) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await value());
        },
      });
    },
  };
}
