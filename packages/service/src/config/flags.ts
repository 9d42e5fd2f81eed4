import { Command, CommanderError, Option } from 'commander';
import { ServiceError } from '../service-error.ts';
import { allowedOf } from './allowed.ts';
import type { Field } from './field.ts';
import { valueOfText } from './text.ts';

export interface Flags {
  readonly values: Record<string, unknown>;
  readonly configFile: string | null;
}

/** What the command line says besides options: the text to print before leaving with exit code 0. */
export interface Printed {
  readonly print: string;
}

export interface CommandInfo {
  readonly name: string;
  readonly description: string;
  readonly version: string;
}

/** Reads the arguments that follow the program's name. */
export function readFlags(
  info: CommandInfo,
  fields: readonly Field[],
  types: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Flags | Printed {
  let printed = '';
  const command = commandFor(info, fields, types).configureOutput({
    writeOut: (text) => {
      printed += text;
    },
    writeErr: () => {},
  });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { print: printed };
    throw usageError(error);
  }
  return collect(fields, command.opts<Record<string, string | true | undefined>>());
}

function commandFor(info: CommandInfo, fields: readonly Field[], types: Readonly<Record<string, unknown>>): Command {
  const command = new Command(info.name)
    .description(info.description)
    .version(info.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--config <file>', 'YAML or JSON file with the options below, by their names in camel case')
    .addHelpText('after', '\nEach option is also read from the environment: --rpc-port from SALVIA_RPC_PORT.')
    .addHelpText('after', 'Precedence: defaults < configuration file < environment < command line.')
    .allowExcessArguments(false)
    .exitOverride();
  for (const field of fields) command.addOption(optionFor(field, allowedOf(types[field.key])));
  return command;
}

function optionFor(field: Field, allowed: string): Option {
  const argument = field.kind === 'boolean' ? '[true|false]' : '<value>';
  const facts = [
    field.defaultValue === undefined ? 'required' : `default: ${JSON.stringify(field.defaultValue)}`,
    allowed,
  ];
  const option = new Option(`${field.flag} ${argument}`, `${field.description} (${facts.join('; ')})`);
  // A repeated list option adds to the list, as with most command lines.
  if (field.kind === 'structured') option.argParser(joinRepeated);
  return option;
}

function joinRepeated(text: string, before: string | undefined): string {
  return before === undefined ? text : `${before},${text}`;
}

function collect(fields: readonly Field[], options: Record<string, string | true | undefined>): Flags {
  const given = fields.flatMap((field) => {
    const text = options[field.key];
    if (text === undefined) return [];
    return [[field.key, text === true ? true : valueOfText(field, text)] as const];
  });
  const { config } = options;
  return { values: Object.fromEntries(given), configFile: typeof config === 'string' ? config : null };
}

function usageError(error: CommanderError): ServiceError {
  const message = error.message.replace(/^error: /, '');
  return new ServiceError('BAD_CONFIG', `command line: ${message}; --help lists what is allowed`, {
    usage: error.code,
  });
}
