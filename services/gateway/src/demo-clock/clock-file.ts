import { open, rename } from 'node:fs/promises';

/** Writes the time for processes that start later, whole or not at all. Without a file there is nobody to tell. */
export const keepInFile =
  (file: string | undefined) =>
  async (offsetMs: number): Promise<void> => {
    if (file === undefined) return;
    const draft = `${file}.${process.pid}.draft`;
    const written = await open(draft, 'w');
    try {
      await written.writeFile(JSON.stringify({ offsetMs }));
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(draft, file);
  };
