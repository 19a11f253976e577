/** Names the class of a link for which print has a QR code. */
export const QR_CLASS = 'qr';
