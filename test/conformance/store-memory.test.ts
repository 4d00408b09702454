import { MemoryStore } from '../../src/ledger/store/memory-store.js';
import { describeStore } from './store.js';

describeStore('memory', { fresh: () => Promise.resolve(new MemoryStore()) });
