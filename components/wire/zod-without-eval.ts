import { config } from 'zod';

// zod tries `new Function` before it first reads an object, to see whether it may compile. Our policy refuses that, and
// every page would report a violation that is none of its own. Imported for its effect by whatever reads with zod in a page.
config({ jitless: true });
