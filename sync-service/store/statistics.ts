/** What people told for statistics, sealed: only the city's personal-data key opens it, and nothing here says whose it is. */
export type StatisticsStore = {
  /** How many people let the city use what they told, by consultation. */
  count(consultationId: string): Promise<number>;
  /**
   * Sealed texts in an order of their own, which is not that of arrival, after `after`; together with a line in the audit log.
   */
  open(request: {
    readonly consultationId: string;
    readonly after: string;
    readonly limit: number;
    readonly at: number;
    readonly accountId: string;
  }): Promise<readonly string[]>;
};
