/** Names at the left, figures at the right. */
export function FigureList({
  title,
  figures,
}: {
  title: string;
  figures: readonly (readonly [string, string])[];
}) {
  return (
    <section className="border-t border-line pt-2">
      <h3 className="mb-0.5 text-caption font-medium text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 text-dense">
        {figures.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="min-w-0 text-ink-2">{name}</dt>
            <dd className="numeric text-right text-[0.75rem]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
