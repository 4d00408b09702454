import { App } from 'workloop';
import { Conversation } from './conversation.js';

await new App(new Conversation(10_000, (line) => console.log(line))).run();
