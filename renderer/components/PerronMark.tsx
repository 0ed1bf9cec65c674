/** The sign of Perron: a column on its steps, with the pine cone that stands for a city's liberties. */
export function PerronMark({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 120 300" className={`perron-mark ${className}`} aria-hidden="true" focusable="false">
      <g className="mark-cone">
        <path d="M60 4c17 14 25 28 25 42 0 15-11 27-25 27S35 61 35 46C35 32 43 18 60 4z" />
        <g className="mark-scales">
          <path d="M60 6 36 42M60 6l24 36M49 17l34 40M71 17 37 57M41 30l34 40M79 30 45 70" />
        </g>
      </g>
      <g className="mark-stone">
        <path d="M48 74h24v8H48zM38 84h44v9H38z" />
        <path d="M44 95h8v152h-8zM56 95h8v152h-8zM68 95h8v152h-8z" />
        <path d="M38 249h44v9H38zM26 261h68v10H26zM12 274h96v10H12zM0 287h120v13H0z" />
      </g>
    </svg>
  );
}
