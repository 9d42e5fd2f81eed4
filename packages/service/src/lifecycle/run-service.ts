import { writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { CommonConfig } from '../config/common.ts';
import { loadConfig } from '../config/load.ts';
import { createLog, type ServiceLog } from '../log/logger.ts';
import { oneLine, ServiceError } from '../service-error.ts';
import { VERSION } from '../version.ts';
import type { ServiceDefinition } from './definition.ts';
import { startService } from './start-service.ts';

const FORCED_EXIT = 130;

/**
 * Runs a role as this process until it is told to stop: configuration, log, metrics, RPC, start in order, stop in reverse.
 * Exit codes: 0 after an orderly stop, 1 after a failure, 2 for a bad configuration (one line on stderr).
 */
export async function runService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    const info = { name: definition.name, description: definition.description, version: VERSION };
    const loaded = await loadConfig(info, definition.schema, argv, process.env);
    if ('print' in loaded) {
      writeSync(1, loaded.print);
      return;
    }
    const { config } = loaded;
    // Garbage is collected before the heap grows. V8 looks at this flag whenever it decides that, not only at its start.
    if (definition.frugal === true) setFlagsFromString('--optimize-for-size');
    const output = await createLog({ ...config, name: definition.name });
    await runUntilStopped(definition, config, output);
  } catch (error) {
    const coded = error instanceof ServiceError ? error : new ServiceError('START_FAILED', oneLine(error), {}, error);
    leave(definition.name, coded);
  }
}

async function runUntilStopped<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  output: ServiceLog,
): Promise<void> {
  const { log } = output;
  const ending = createEnding(definition.name, output);
  log.info({ version: VERSION, node: process.version }, `${definition.name} starts`);
  try {
    const service = await startService(definition, config, log, ending.fail);
    log.info({ ...service.ports, rpcUrl: service.rpcUrl }, `${definition.name} runs`);
    await ending.begun;
    log.info({}, `${definition.name} stops`);
    await ending.finish(await service.stop());
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : 'START_FAILED';
    // What is wrong with a configuration is said in one line; where the program noticed it helps nobody.
    log.fatal(code === 'BAD_CONFIG' ? { code } : { code, err: error }, oneLine(error));
    await output.close();
    throw error;
  }
}

/** How the process comes to its end: a signal, a fatal error, or a second signal that does not wait. */
function createEnding(name: string, output: ServiceLog) {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let failure: ServiceError | null = null;
  const fail = (code: 'FATAL' | 'UNHANDLED') => (error: unknown) => {
    output.log.fatal({ code, err: error }, `fatal: ${oneLine(error)}`);
    failure ??= new ServiceError(code, oneLine(error), {}, error);
    begin();
  };
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    output.log.info({ signal }, signals === 0 ? 'told to stop' : 'told again: stops at once');
    signals += 1;
    if (signals > 1) void output.close().then(() => process.exit(FORCED_EXIT));
    begin();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('unhandledRejection', fail('UNHANDLED')).on('uncaughtException', fail('UNHANDLED'));
  return {
    begun,
    fail: fail('FATAL'),
    finish: async (clean: boolean) => {
      const error = failure ?? (clean ? null : new ServiceError('STOP_FAILED', 'a part did not stop; see the log'));
      output.log.info({ clean }, `${name} has stopped`);
      await output.close();
      if (error !== null) leave(name, error);
      process.exit(0);
    },
  };
}

function leave(name: string, error: ServiceError): never {
  writeSync(2, `${name}: ${oneLine(error)}\n`);
  process.exit(error.exitCode);
}
