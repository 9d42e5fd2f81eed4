#!/usr/bin/env node
import { main } from '../dist/fuzz/main.js';

await main(process.argv.slice(2));
