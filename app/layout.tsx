import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '@/app/globals.css';

export const metadata: Metadata = {
  title: { default: 'Vatdeck', template: '%s · Vatdeck' },
  description: 'Plan, rehearse and watch vat upgrades of an Agoric chain',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0c0a' },
  ],
};

/** Sets the chosen theme before the first paint, so that a dark room stays dark. */
const THEME_FIRST = `try{var t=localStorage.getItem('vatdeck.theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_FIRST }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
