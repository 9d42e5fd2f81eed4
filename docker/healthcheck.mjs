/** Exit code 0 while the service in this container says that all of it runs. Its ready file tells where it listens. */
import { readFileSync } from 'node:fs';

try {
  const { rpcPort } = JSON.parse(readFileSync(process.env.SALVIA_READY_FILE, 'utf8'));
  const { ok } = await fetch(`http://127.0.0.1:${rpcPort}/healthz`, { signal: AbortSignal.timeout(4000) });
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
}
