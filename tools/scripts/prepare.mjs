/**
 * Brings a clone to a state in which everything can be started: installs what the lock file says when it or
 * Node changed, and builds what changed since the last build. Made of `node:` modules only: it runs before npm did.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nx, root, run } from './run.mjs';

const installStamp = join(root, 'node_modules', '.salvia-install');
const buildStamp = join(root, 'node_modules', '.salvia-build');

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const projects = () =>
  ['packages', 'apps', 'tools'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => existsSync(join(root, group, entry.name, 'tsconfig.lib.json')))
      .map((entry) => join(root, group, entry.name)),
  );

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** What the build depends on, by name, size and time of change: reading it all would cost more than it saves. */
function sourcesDigest() {
  const files = projects().flatMap((project) => [
    join(project, 'package.json'),
    join(project, 'tsconfig.lib.json'),
    ...filesBelow(join(project, 'src')),
  ]);
  const lines = [join(root, 'tsconfig.base.json'), ...files].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${mtimeMs}\n`;
  });
  return sha256(read(installStamp), ...lines);
}

const isBuilt = () => projects().every((project) => existsSync(join(project, 'dist', 'index.js')));

/** Native addons are compiled against this Node's own headers where they lie beside it: nothing else to download. */
function headersHere() {
  const prefix = join(dirname(realpathSync(process.execPath)), '..');
  const known =
    process.env.npm_config_nodedir ?? (existsSync(join(prefix, 'include', 'node', 'node.h')) ? prefix : null);
  return known === null ? {} : { npm_config_nodedir: known };
}

function install() {
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')), process.version, process.arch);
  if (read(installStamp) === wanted) return 0;
  console.log('Installing dependencies (about two minutes, once) …');
  const env = { ...process.env, ...headersHere() };
  const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env });
  if (status === 0) writeFileSync(installStamp, wanted);
  return status;
}

function build() {
  const wanted = sourcesDigest();
  if (read(buildStamp) === wanted && isBuilt()) return 0;
  console.log('Building packages …');
  const status = nx('run-many', '-t', 'build', '--outputStyle=static');
  if (status === 0) writeFileSync(buildStamp, wanted);
  return status;
}

/** Exit code: 0 when the workspace is installed and built. */
export const prepare = () => install() || build();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = prepare();
