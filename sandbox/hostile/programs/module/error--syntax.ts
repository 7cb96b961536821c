// Is not a program.
export default function (
