import { NothingHere } from '@/app/NothingHere';

export default function DeskNotFound() {
  return <NothingHere />;
}
