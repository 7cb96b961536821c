// Makes objects of the internationalisation library, whose memory and time are not the heap’s.
const kept: unknown[] = [];
for (;;) kept.push(new Intl.NumberFormat('ar-EG', { style: 'currency', currency: 'EGP' }).formatToParts(1e6), new Intl.Collator('sv'));
