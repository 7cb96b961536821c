// npm start and npm run dev. The work is in start/start-command.ts, which needs the Node.js that prepare.mjs brought.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `This is Node.js ${process.versions.node}: start with npm start, which brings the right one.\n`,
  );
  process.exit(1);
}
const { startCommand } = await import('./start/start-command.ts');
await startCommand(process.argv.slice(2));
