import { type Topic, type TopicId, topics } from './topics.ts';

/** Subjects in which every word of the search occurs, in either language; all of them for an empty search. */
export function findTopics(search: string, sheet: Record<TopicId, string>): Topic[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return topics.filter((topic) => {
    const text = `${topic.title}\n${topic.note}\n${topic.code}\n${sheet[topic.id]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
