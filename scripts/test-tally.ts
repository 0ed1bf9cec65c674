/** What a runner's JSON report says: how many passed and failed, and of each failure its name and the beginning of its error. */
import { stripVTControlCharacters } from 'node:util';

export type Tally = { readonly passed: number; readonly failed: number; readonly told: readonly string[] };

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

type PlaywrightSuite = {
  readonly specs: readonly {
    readonly ok: boolean;
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
};
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number };
  readonly suites: readonly PlaywrightSuite[];
};

const ERROR_MAX = 2_000;

const failure = (name: string, errors: readonly (string | undefined)[]): string => {
  const lines = stripVTControlCharacters(errors.join('\n')).split('\n');
  const ours = lines.filter((line) => !line.includes('/node_modules/')).join('\n');
  return `FAILED ${name}\n${ours.slice(0, ERROR_MAX)}`;
};

/** A file that broke before its first test counts as one failure. */
export function talliedByVitest({ numPassedTests, numFailedTests, testResults }: VitestReport): Tally {
  const told = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      return failed.length === 0
        ? [failure(name, [message])]
        : failed.map(({ fullName, failureMessages }) => failure(fullName, failureMessages));
    });
  return { passed: numPassedTests, failed: Math.max(numFailedTests, told.length), told };
}

export function talliedByPlaywright({ stats, suites }: PlaywrightReport): Tally {
  const failedIn = ({ specs, suites: inner = [] }: PlaywrightSuite): string[] => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) =>
        failure(
          `${file}: ${title}`,
          tests.flatMap(({ results }) =>
            results.flatMap(({ errors }) => errors.map(({ message }) => message)),
          ),
        ),
      ),
    ...inner.flatMap(failedIn),
  ];
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    told: suites.flatMap(failedIn),
  };
}
