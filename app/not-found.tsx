import { NothingHere } from '@/app/NothingHere';

export default function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}
