// Makes registered symbols, which live as long as the isolate.
// limits: wallMs=15000
for (let i = 0; ; i += 1) Symbol.for(`${i}`.padStart(200, 's'));
