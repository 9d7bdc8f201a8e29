import type { Metadata } from 'next';
import { WelcomeDesk } from '@/app/(entry)/welcome/WelcomeDesk';

export const metadata: Metadata = { title: 'Welcome', referrer: 'no-referrer' };

export default function WelcomePage() {
  return <WelcomeDesk />;
}
