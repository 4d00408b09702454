import { App } from 'workloop';
import { Search } from './search.js';

await new App(new Search(3, (line) => console.log(line))).run();
