/** Declares the part of citeproc-js in use, because its package has no types: https://citeproc-js.readthedocs.io/en/latest/ */
declare module 'citeproc' {
  namespace CSL {
    interface CiteItem {
      readonly id: string;
      readonly prefix?: string;
      readonly suffix?: string;
      readonly locator?: string;
      readonly label?: string;
      readonly 'suppress-author'?: true;
      readonly 'author-only'?: true;
      readonly position?: number;
      readonly 'near-note'?: true;
      readonly 'first-reference-note-number'?: number;
    }

    interface System {
      retrieveLocale(name: string): string;
      retrieveItem(id: string): object;
      wrapCitationEntry(html: string, id: string | undefined): string;
    }

    interface XmlNode {
      readonly name?: string;
      readonly attrs?: Readonly<Record<string, string>>;
      readonly children?: readonly (XmlNode | string)[];
    }

    class XmlJSON {
      getNodesByName(from: XmlNode, name: string, value?: string, found?: XmlNode[]): XmlNode[];
    }

    class Engine {
      constructor(system: System, style: string, locale: string, isForced: true);
      readonly opt: { readonly development_extensions: Record<string, boolean> };
      readonly citation: {
        readonly opt: { readonly layout_prefix?: string; readonly layout_suffix?: string };
      };
      readonly registry: { readonly registry: Readonly<Record<string, { readonly seq: number }>> };
      setOutputFormat(format: 'html'): void;
      getTerm(name: string): string | false;
      updateItems(ids: readonly string[]): void;
      retrieveItem(id: string): object;
      makeCitationCluster(items: readonly CiteItem[]): string;
      makeBibliography():
        | readonly [{ readonly entry_ids: readonly (readonly string[])[] }, readonly string[]]
        | false;
    }
  }
  namespace CSL {
    function getCitationCluster(
      this: Engine,
      items: readonly (readonly [item: object, cite: CiteItem])[],
    ): string;
  }
  export = CSL;
}
