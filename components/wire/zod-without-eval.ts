import { config } from 'zod';

// zod tries `new Function` when a schema is made, to see whether it may compile. Our policy refuses that, and every page
// would report a violation that is none of its own. Imported first, for its effect, by whatever reads with zod in a page.
// The server, which draws these pages too, has no such policy and goes on compiling.
if (typeof window !== 'undefined') config({ jitless: true });
